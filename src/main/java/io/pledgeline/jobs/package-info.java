/** What a user sees of an import: status, events, errors. */
@NullMarked
package io.pledgeline.jobs;

import org.jspecify.annotations.NullMarked;
