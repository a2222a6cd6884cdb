/** Connects to the S3 bucket that holds what was uploaded. */
@NullMarked
package io.pledgeline.storage;

import org.jspecify.annotations.NullMarked;
