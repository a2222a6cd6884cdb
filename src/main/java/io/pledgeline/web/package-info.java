/** Serves the page: its files, and its start document at every address that the page shows. */
@NullMarked
package io.pledgeline.web;

import org.jspecify.annotations.NullMarked;
