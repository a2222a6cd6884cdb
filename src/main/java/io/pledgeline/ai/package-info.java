/** Asks a language model what columns and cells mean, within limits of calls, time, tokens and privacy. */
@NullMarked
package io.pledgeline.ai;

import org.jspecify.annotations.NullMarked;
