/** Takes files in: from the request to S3 and a job. */
@NullMarked
package io.pledgeline.intake;

import org.jspecify.annotations.NullMarked;
