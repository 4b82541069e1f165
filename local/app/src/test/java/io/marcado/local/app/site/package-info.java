@NullMarked
package io.marcado.local.app.site;

import org.jspecify.annotations.NullMarked;
