"""Files that are asked for, read and written: their disks may not answer, and everything else goes on meanwhile."""
