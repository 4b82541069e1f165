/** Reads template.yaml: what is declared for AWS is what the local stack builds. */
@NullMarked
package io.marcado.local.template;

import org.jspecify.annotations.NullMarked;
