"""What is read (labels), what comes out (Filing), and the network between them."""
