LABEL = "from the class path"
