/**
 * Serves HTTP: Camel's {@code platform-http} with streamed bodies, problems (RFC 9457) as the one form of error, and
 * the parameters every list takes.
 *
 * <p>A route throws a {@link io.pledgeline.http.ProblemException} (or calls the bean {@code problem}) and the answer
 * follows from it; {@link io.pledgeline.http.Problems} is where all other exceptions become problems.
 */
@NullMarked
package io.pledgeline.http;

import org.jspecify.annotations.NullMarked;
