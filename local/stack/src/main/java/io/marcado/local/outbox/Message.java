package io.marcado.local.outbox;

/**
 * What would have been sent.
 *
 * @param channel SMS, WHATSAPP or EMAIL
 * @param to an E.164 phone number or an email address
 * @param sentAt ISO-8601, by the local clock
 */
public record Message(String channel, String to, String body, String sentAt) {}
