package io.pledgeline.split;

import io.pledgeline.upkeep.Stopping;
import java.io.InputStream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Opens the blocks of a slice over the bytes of its object. */
@Component
class BlockCutter {

    private final SplitSettings settings;
    private final Stopping stopping;

    BlockCutter(SplitSettings settings, Stopping stopping) {
        this.settings = settings;
        this.stopping = stopping;
    }

    public Blocks cut(@Body InputStream in, @Variable("slice") Slice slice) {
        RecordCutter cutter = new RecordCutter(
                in,
                slice.position(),
                slice.row(),
                slice.known().delimiter(),
                settings.limits(slice.known().chunkRows()));
        return new Blocks(in, cutter, settings.sliceChunks(), settings.maxRows(), stopping::hasBegun);
    }
}
