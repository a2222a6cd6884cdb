package io.pledgeline.ai;

import java.util.List;

/**
 * One row on its way to the model.
 *
 * @param number of the row in its file
 * @param cells of the asked columns only, as text that can be sent
 * @param hash under which an answer to these cells is remembered
 */
record AskedRow(long number, List<String> cells, String hash) {}
