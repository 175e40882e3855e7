// What the panel's pages add when scripts run; every page works without.
"use strict";
