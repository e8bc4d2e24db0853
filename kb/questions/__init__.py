"""The questions, each in a module of its own name; they see law and elements, never RDF."""
