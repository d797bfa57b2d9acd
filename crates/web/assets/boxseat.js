// Everything works without this file; with it, a keyboard does more. No module writes state: what a page shows was read.

