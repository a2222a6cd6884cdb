/** The page in a real browser, against the running application with the real servers. */
@NullMarked
package io.pledgeline.web;

import org.jspecify.annotations.NullMarked;
