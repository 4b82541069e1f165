package io.marcado.tenants.stages;

import io.marcado.domain.TenantId;

/**
 * The stage of one business.
 *
 * @param api id of the API that it is on
 * @param name the last part of its address: the slug
 * @param tenant told to every function that is called through it; never the slug
 * @param requestsPerSecond lasting rate that it lets through
 * @param burst requests that it lets through at once
 */
public record TenantStage(
    String api, String name, TenantId tenant, int requestsPerSecond, int burst) {}
