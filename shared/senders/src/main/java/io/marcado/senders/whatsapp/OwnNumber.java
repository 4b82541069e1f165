package io.marcado.senders.whatsapp;

import io.marcado.domain.TenantId;

/**
 * A number that belongs to one business, and sends with its token.
 *
 * @param phoneNumberId as Meta calls it, digits only
 */
public record OwnNumber(TenantId business, String phoneNumberId) {}
