@NullMarked
package io.marcado.local.tenancy;

import org.jspecify.annotations.NullMarked;
