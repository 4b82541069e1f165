@NullMarked
package io.marcado.tenants;

import org.jspecify.annotations.NullMarked;
