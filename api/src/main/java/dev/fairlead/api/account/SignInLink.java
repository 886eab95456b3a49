package dev.fairlead.api.account;

/**
 * A link that signs a browser in.
 *
 * @param url works once, for five minutes
 */
public record SignInLink(String url) {}
