@NullMarked
package io.marcado.local.gateway;

import org.jspecify.annotations.NullMarked;
