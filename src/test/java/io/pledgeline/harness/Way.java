package io.pledgeline.harness;

/** How a file comes to us. */
enum Way {
    /** Through the application. */
    UPLOAD,
    /** In parts, straight to the object store. */
    PARTS,
    /** Put into the bucket by somebody else, announced and looked for. */
    BUCKET
}
