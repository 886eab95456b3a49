package dev.fairlead.build.protocol;

/**
 * What an upload amounted to.
 *
 * @param files files in the site
 * @param bytes bytes of those files, without their compressed variants
 * @param uploadedBlobs blobs that were not there yet, variants included
 * @param uploadedBytes bytes of those blobs
 */
public record UploadSummary(int files, long bytes, int uploadedBlobs, long uploadedBytes) {}
