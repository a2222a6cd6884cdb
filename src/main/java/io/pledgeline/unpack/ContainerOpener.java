package io.pledgeline.unpack;

import io.pledgeline.intake.FileKind;
import io.pledgeline.split.Blocks;
import io.pledgeline.split.ObjectUnreadableException;
import io.pledgeline.split.Profile;
import io.pledgeline.split.Slice;
import io.pledgeline.split.SplitFailedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.springframework.stereotype.Component;

/** Opens the container that an object is. */
@Component
class ContainerOpener {

    private final UnpackSettings settings;

    ContainerOpener(UnpackSettings settings) {
        this.settings = settings;
        // POI's own watch over what comes out of the parts of a workbook.
        ZipSecureFile.setMinInflateRatio(1.0 / settings.maxRatio());
    }

    /**
     * Opens an object.
     *
     * @param object its bytes from the first on
     * @throws SplitFailedException if it is no container of tables
     */
    public Unpacking open(
            @Body InputStream object, @Variable("slice") Slice slice, @Variable("profile") Profile.Packed profile) {
        try {
            FileKind kind = profile.kind();
            Container container = kind == FileKind.ZIP ? zip(object, slice) : single(object, slice, kind);
            return new Unpacking(container, slice.workbook(), slice.key());
        } catch (IOException e) {
            Blocks.release(object);
            throw Refusal.corrupt("The file");
        } catch (RuntimeException e) {
            Blocks.release(object);
            throw e;
        }
    }

    private Container single(InputStream object, Slice slice, FileKind kind) throws IOException {
        BoundedInputStream counted = BoundedInputStream.builder()
                .setInputStream(new Arriving(object))
                .get();
        slice.requireNoSheet();
        if (kind != FileKind.GZIP) {
            return new SingleContainer(object, counted, new PackedFile(slice.filename(), counted));
        }
        InputStream content = GzipCompressorInputStream.builder()
                .setInputStream(counted)
                .setDecompressConcatenated(true)
                .get();
        String name = withoutGz(slice.filename());
        return new SingleContainer(
                object, counted, new PackedFile(name, new Inflation(settings).watch(name, content, counted::getCount)));
    }

    private Container zip(InputStream object, Slice slice) throws IOException {
        if (slice.bytes() > settings.maxSpool().toBytes()) {
            throw Refusal.tooLarge("ZIP files and Excel workbooks may have at most "
                    + settings.maxSpool().toBytes() + " bytes; send the CSV itself, or gzip.");
        }
        Spool spool = Spool.of(object);
        try {
            return open(spool, slice);
        } catch (IOException | SplitFailedException e) {
            spool.close();
            throw e;
        } catch (RuntimeException e) {
            // Whatever a reader of archives makes of a damaged one.
            spool.close();
            throw Refusal.of(e, "The file");
        }
    }

    private Container open(Spool spool, Slice slice) throws IOException {
        Inflation inflation = new Inflation(settings);
        ZipDirectory.requireShort(spool.file(), settings.maxFiles());
        ZipFile zip = ZipFile.builder()
                .setPath(spool.file())
                .setIgnoreLocalFileHeader(true)
                .get();
        try {
            if (zip.getEntry("xl/workbook.xml") != null) {
                WorkbookParts.refuse(zip, new Inflation(settings));
                zip.close();
                return new ExcelContainer(spool, slice.bytes(), slice.filename(), slice.sheet(), inflation);
            }
            refuseDocuments(zip);
            slice.requireNoSheet();
            return new ZipContainer(zip, spool, inflation, settings.maxFiles());
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static void refuseDocuments(ZipFile zip) {
        if (zip.getEntry("xl/workbook.bin") != null) {
            throw Refusal.unsupported("The file is a binary Excel workbook (XLSB). Save it as XLSX or CSV.");
        }
        ZipArchiveEntry type = zip.getEntry("mimetype");
        if (type != null && zip.getEntry("content.xml") != null) {
            throw Refusal.unsupported("The file is an OpenDocument file. Save it as XLSX or CSV.");
        }
        if (zip.getEntry("[Content_Types].xml") != null) {
            throw Refusal.unsupported("The file is an Office document, not a workbook. Send CSV or XLSX.");
        }
    }

    private static String withoutGz(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gz") && lower.length() > 3 ? name.substring(0, name.length() - 3) : name;
    }

    /** Tells an object store that stops from a container that is cut off. */
    private static final class Arriving extends FilterInputStream {

        Arriving(InputStream object) {
            super(object);
        }

        @Override
        public void close() {
            Blocks.release(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw new ObjectUnreadableException(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (IOException e) {
                throw new ObjectUnreadableException(e);
            }
        }
    }
}
