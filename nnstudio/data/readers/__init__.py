"""Files taken apart in the child process: tables, arrays and IDX files."""
