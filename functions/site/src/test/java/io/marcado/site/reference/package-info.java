@NullMarked
package io.marcado.site.reference;

import org.jspecify.annotations.NullMarked;
