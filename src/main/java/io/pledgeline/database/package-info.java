/** Connects to PostgreSQL and waits for it when the process starts. */
@NullMarked
package io.pledgeline.database;

import org.jspecify.annotations.NullMarked;
