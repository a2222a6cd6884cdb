/** What event sources say of objects in a bucket, read and verified; knows nothing of how files are taken in. */
@NullMarked
package io.pledgeline.intake.events;

import org.jspecify.annotations.NullMarked;
