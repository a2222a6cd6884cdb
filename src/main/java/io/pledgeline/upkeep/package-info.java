/** Keeps the work moving when a process, Redis or PostgreSQL was lost. */
@NullMarked
package io.pledgeline.upkeep;

import org.jspecify.annotations.NullMarked;
