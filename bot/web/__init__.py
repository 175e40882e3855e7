"""What the desk and the panel share: who is there, what a form may say, how a page is answered."""
