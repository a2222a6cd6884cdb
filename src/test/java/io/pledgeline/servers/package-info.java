/** Runs the real PostgreSQL, Redis and S3 that tests and the local run use. */
@NullMarked
package io.pledgeline.servers;

import org.jspecify.annotations.NullMarked;
