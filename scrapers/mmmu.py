"""MMMU: multimodal questions of university level (validation, test and Pro), most figures from the vendors."""
