package io.pledgeline.unpack;

import java.io.InputStream;

/**
 * A file in a container.
 *
 * @param name without a path
 * @param content its bytes as they were before somebody packed them; of an Excel workbook the chosen sheet as CSV
 */
record PackedFile(String name, InputStream content) {}
