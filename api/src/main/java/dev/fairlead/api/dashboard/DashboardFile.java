package dev.fairlead.api.dashboard;

/**
 * A file of the dashboard.
 *
 * @param etag strong, with its quotes
 * @param immutable whether its name changes with its content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DashboardFile(byte[] bytes, String contentType, String etag, boolean immutable) {}
