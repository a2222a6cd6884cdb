package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/** The file inside a request's body: all of a raw body, or the field {@code file} of a multipart form. */
final class FileBody implements Closeable {

    private final InputStream stream;
    private final Upload upload;
    private final @Nullable MultipartInput form;
    private final @Nullable String filename;

    private FileBody(InputStream stream, Upload upload, @Nullable MultipartInput form, @Nullable String filename) {
        this.filename = filename;
        this.stream = stream;
        this.upload = upload;
        this.form = form;
    }

    static FileBody of(InputStream body, Upload upload) throws IOException {
        if (upload.boundary() == null) {
            return new FileBody(body, upload, null, null);
        }
        MultipartInput form = MultipartInput.builder()
                .setInputStream(body)
                .setBoundary(upload.boundary().getBytes(StandardCharsets.ISO_8859_1))
                .get();
        form.setHeaderCharset(StandardCharsets.UTF_8);
        if (!form.skipPreamble()) {
            throw Refusals.incomplete();
        }
        String disposition = FormField.disposition(form.readHeaders());
        String field = FormField.name(disposition);
        if (!"file".equals(field)) {
            throw ProblemException.invalidParameter(
                    "file", "must be the first and only field of the form; options go into the query.");
        }
        String filename = Disposition.filename(disposition);
        return new FileBody(form.newInputStream(), upload, form, filename == null ? null : Filenames.clean(filename));
    }

    InputStream stream() {
        return stream;
    }

    @Nullable
    String filename() {
        return filename;
    }

    /**
     * Makes sure that the whole file was read.
     *
     * @param size bytes of the file that were stored
     */
    void finish(long size) throws IOException {
        if (form != null) {
            if (form.readBoundary()) {
                throw ProblemException.invalidParameter(
                        "form", "has more fields than file; options go into the query.");
            }
        } else if (upload.length() != null && upload.length() != size) {
            throw Refusals.incomplete();
        }
    }

    @Override
    public void close() throws IOException {
        // The body belongs to the request.
    }
}
