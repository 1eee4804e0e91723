"""What happens to a venue of the register: listing, checks, closures, stickers, reports, export."""
