-- What people left on their desks: who colleagues are, and what was typed and not sent yet. Not droppable.
create schema desk;

-- The names of people who sign in, so that a page can say who. Filled at sign-in and from the staff directory file.
create table desk.colleague (
    user_id uuid primary key,
    name    text not null,
    seen_at timestamptz
);
