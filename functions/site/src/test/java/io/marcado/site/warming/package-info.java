@NullMarked
package io.marcado.site.warming;

import org.jspecify.annotations.NullMarked;
