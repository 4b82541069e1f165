@NullMarked
package io.marcado.tenants.hours;

import org.jspecify.annotations.NullMarked;
