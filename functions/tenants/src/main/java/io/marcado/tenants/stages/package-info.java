/** The stages of the shard APIs, one for each business. */
@NullMarked
package io.marcado.tenants.stages;

import org.jspecify.annotations.NullMarked;
