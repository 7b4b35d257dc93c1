// Nothing here is needed to read a page: without it links and forms do the same.
"use strict";
