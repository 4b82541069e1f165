/** HTTP APIs and their stages, in place of API Gateway. */
@NullMarked
package io.marcado.local.gateway;

import org.jspecify.annotations.NullMarked;
