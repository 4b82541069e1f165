@NullMarked
package io.marcado.tenants.settings;

import org.jspecify.annotations.NullMarked;
