/** Tenants: how a business signs up, and the rules it sets for itself. */
@NullMarked
package io.marcado.tenants;

import org.jspecify.annotations.NullMarked;
