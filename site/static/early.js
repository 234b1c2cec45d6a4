document.documentElement.classList.add("js");
if (location.search) document.documentElement.classList.add("q");
