/**
 * Imports the CSV exports of crowdfunding platforms into PostgreSQL.
 *
 * <p>Start reading in {@code routes/}: the flow is declared there. Each folder of routes has a package of the same
 * name here, which holds what the route DSL cannot say.
 */
@NullMarked
package io.pledgeline;

import org.jspecify.annotations.NullMarked;
